"""Codes and names of India's states, for what begins with one or stands beside one."""

from typing import Final

import numpy as np

from amanat.detect.context import phrases
from amanat.detect.hits import Flags, Ints
from amanat.detect.piece import Piece

_CODES: Final = """
    AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK
    TG TN TR TS UA UK UP UT WB
"""
_TABLE: Final = np.zeros(1 << 16, dtype=np.bool_)
for _code in _CODES.split():
    _TABLE[ord(_code[0]) << 8 | ord(_code[1])] = True
#: States and the cities that most addresses end with.
NAMES: Final = phrases(
    """
    andhra pradesh, arunachal pradesh, assam, bihar, chhattisgarh, goa, gujarat, haryana,
    himachal pradesh, jharkhand, karnataka, kerala, madhya pradesh, maharashtra, manipur,
    meghalaya, mizoram, nagaland, odisha, orissa, punjab, rajasthan, sikkim, tamil nadu,
    tamilnadu, telangana, tripura, uttar pradesh, uttarakhand, west bengal, andaman,
    chandigarh, delhi, new delhi, jammu, kashmir, ladakh, lakshadweep, puducherry, pondicherry,
    mumbai, bengaluru, bangalore, chennai, kolkata, hyderabad, pune, ahmedabad, surat, jaipur,
    lucknow, kanpur, nagpur, indore, thane, bhopal, patna, vadodara, ghaziabad, ludhiana, agra,
    nashik, faridabad, meerut, rajkot, varanasi, srinagar, aurangabad, dhanbad, amritsar,
    navi mumbai, prayagraj, ranchi, howrah, coimbatore, jabalpur, gwalior, vijayawada, jodhpur,
    madurai, raipur, kota, guwahati, solapur, mysuru, mysore, gurgaon, gurugram, noida, kochi,
    cochin, thiruvananthapuram, trivandrum, dehradun, mangalore, mangaluru, visakhapatnam,
    दिल्ली, मुंबई, पुणे, जयपुर, लखनऊ, कोलकाता, चेन्नई, बेंगलुरु, हैदराबाद
    """
)


def codes_at(piece: Piece, place: Ints) -> Flags:
    """Say whether the two bytes at each place are a state's code in capitals."""
    data = piece.data
    return np.asarray(_TABLE[data[place].astype(np.int64) << 8 | data[place + 1]], dtype=np.bool_)
