"""Amanat audits customer-success data against India's DPDP Act, and answers with evidence."""

__version__ = "0.1.0"
