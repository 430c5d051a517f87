"""Tells how often the password and the time of its last change were written, by employee number.

The controller counts each change of each attribute itself, for its replication (MS-ADTS 3.1.1.1.9).

Usage: password-writes.py CONFIGURATION DATABASE UNIT; prints one JSON object.
"""

import json
import sys

import ldb
from samba.auth import system_session
from samba.dcerpc import drsblobs
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

PWD_LAST_SET = 0x00090060

configuration, database, unit = sys.argv[1:]
lp = LoadParm()
lp.load(configuration)
sam = SamDB(url=database, session_info=system_session(lp), lp=lp)
found = sam.search(
    base=f"{unit},{sam.domain_dn()}",
    scope=ldb.SCOPE_SUBTREE,
    expression="(employeeNumber=*)",
    attrs=["employeeNumber", "replPropertyMetaData"],
)

writes = {}
for entry in found:
    data = ndr_unpack(drsblobs.replPropertyMetaDataBlob, entry["replPropertyMetaData"][0])
    versions = [one.version for one in data.ctr.array if one.attid == PWD_LAST_SET]
    writes[str(entry["employeeNumber"][0])] = max(versions, default=0)
print(json.dumps(writes))
