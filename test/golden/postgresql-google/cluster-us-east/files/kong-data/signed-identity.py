# Prints the question to AWS who a machine is, signed by its role and written as Google's token service wants it: python3
# signed-identity.py REGION AUDIENCE, with the role's keys as the metadata service has them on standard input. It serves nobody for
# anything but its audience, which is signed with it, and for a quarter of an hour. Signature Version 4 in headers, as "Signing AWS API
# requests" of the IAM user guide has it; the form is of "Workload Identity Federation with AWS" of Google Cloud's IAM.
import datetime
import hashlib
import hmac
import json
import sys
import urllib.parse


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


region, audience = sys.argv[1:]
lent = json.load(sys.stdin)
missing = {"AccessKeyId", "SecretAccessKey", "Token"} - lent.keys()
if missing:
    sys.exit("no " + ", ".join(sorted(missing)) + " in the answer")

host = f"sts.{region}.amazonaws.com"
query = "Action=GetCallerIdentity&Version=2011-06-15"
now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
scope = f"{now[:8]}/{region}/sts/aws4_request"
headers = {
    "host": host,
    "x-amz-date": now,
    "x-amz-security-token": lent["Token"],
    "x-goog-cloud-target-resource": audience,
}
names = ";".join(sorted(headers))
lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
request = "\n".join(["POST", "/", query, *lines, "", names, hashlib.sha256(b"").hexdigest()])
signed = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
key = ("AWS4" + lent["SecretAccessKey"]).encode()
for part in scope.split("/"):
    key = digest(key, part)
headers["Authorization"] = (
    f"AWS4-HMAC-SHA256 Credential={lent['AccessKeyId']}/{scope}, "
    f"SignedHeaders={names}, Signature={digest(key, signed).hex()}"
)
question = {
    "url": f"https://{host}/?{query}",
    "method": "POST",
    "headers": [{"key": name, "value": value} for name, value in headers.items()],
}
print(urllib.parse.quote(json.dumps(question), safe=""))
