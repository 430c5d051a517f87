"""Adds many people to a Samba domain that is not running, in one transaction.

Usage: add-people.py CONFIGURATION DATABASE UNIT PASSWORD NUMBERS, the last a file of JSON: employee numbers.
"""

import json
import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

configuration, database, unit, password, numbers_file = sys.argv[1:]
lp = LoadParm()
lp.load(configuration)
sam = SamDB(url=database, session_info=system_session(lp), lp=lp)
base = str(sam.domain_dn())
quoted = ('"' + password + '"').encode("utf-16-le")

with open(numbers_file, encoding="utf-8") as file:
    numbers = json.load(file)

sam.transaction_start()
for number in numbers:
    sam.add(
        {
            "dn": f"CN=Anstalld {number},{unit},{base}",
            "objectClass": "user",
            "sAMAccountName": f"anst{number}",
            "userPrincipalName": f"anst{number}@kalix.test",
            "employeeNumber": number,
            "unicodePwd": quoted,
            "userAccountControl": "512",
        }
    )
sam.transaction_commit()
