"""Fills a newly provisioned Samba domain for the tests: units, people, rights and policies.

Usage: prepare.py CONFIGURATION DATABASE WORLD, the last a file of JSON (see test/support/samba.ts).
"""

import json
import sys

import ldb
from samba import sd_utils
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

USER = "bf967aba-0de6-11d0-a285-00aa003049e2"
RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529"
LOCKOUT_TIME = "28630ebf-41d5-11d1-a9c1-0000f80367c1"
PWD_LAST_SET = "bf967a0a-0de6-11d0-a285-00aa003049e2"

configuration, database, world_file = sys.argv[1:]
lp = LoadParm()
lp.load(configuration)
sam = SamDB(url=database, session_info=system_session(lp), lp=lp)
sd = sd_utils.SDUtils(sam)
base = str(sam.domain_dn())

with open(world_file, encoding="utf-8") as file:
    world = json.load(file)

# Before the people come: their first passwords may be simple.
modify = ldb.Message()
modify.dn = ldb.Dn(sam, base)
for name, value in {**world["policy"], "minPwdLength": "0", "pwdProperties": "0"}.items():
    modify[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
sam.modify(modify)

for unit in world["units"]:
    sam.add({"dn": f"{unit},{base}", "objectClass": "organizationalUnit"})

for person in world["people"]:
    quoted = '"' + person["password"] + '"'
    sam.add(
        {
            "dn": f"{person['dn']},{base}",
            "objectClass": "user",
            "unicodePwd": quoted.encode("utf-16-le"),
            "userAccountControl": "512",
            **person["attributes"],
        }
    )
    later = person.get("later", {})
    if later:
        change = ldb.Message()
        change.dn = ldb.Dn(sam, f"{person['dn']},{base}")
        for name, value in later.items():
            change[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
        sam.modify(change)

# The rights that docs/directory.md asks for, and no more.
helper = str(sd.get_object_sid(f"{world['helper']},{base}"))
for ace in (
    f"(OA;CIIO;CR;{RESET_PASSWORD};{USER};{helper})",
    f"(OA;CIIO;RPWP;{LOCKOUT_TIME};{USER};{helper})",
    f"(OA;CIIO;RPWP;{PWD_LAST_SET};{USER};{helper})",
):
    sd.dacl_add_ace(f"{world['staff']},{base}", ace)

for policy in world["finePolicies"]:
    dn = f"CN={policy['name']},CN=Password Settings Container,CN=System,{base}"
    applies = [f"{one},{base}" for one in policy["appliesTo"]]
    sam.add(
        {
            "dn": dn,
            "objectClass": "msDS-PasswordSettings",
            "msDS-PSOAppliesTo": applies,
            **policy["attributes"],
        }
    )
    sd.dacl_add_ace(dn, f"(A;;RP;;;{helper})")

final = ldb.Message()
final.dn = ldb.Dn(sam, base)
for name in ("minPwdLength", "pwdProperties"):
    final[name] = ldb.MessageElement(world["policy"][name], ldb.FLAG_MOD_REPLACE, name)
sam.modify(final)
