"""Guides to exports of mailboxes."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "gmail",
        5,
        (
            "In Google Takeout choose Mail only, and the labels of the mailbox that is meant.",
            "Put the MBOX, or the zip that it came in, into the folder as it is.",
        ),
        "mail with its text and attachments, who wrote and who was written to",
        "who can open the mailbox, and mail that was deleted for good",
    ),
)
