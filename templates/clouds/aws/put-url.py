# Prints an address by which one object of S3 may be written for five minutes: python3 put-url.py REGION BUCKET KEY, with the role's
# keys as the metadata service has them on standard input. Signature Version 4 in the query, as "Authenticating Requests: Using Query
# Parameters" of the Amazon S3 API reference has it.
import datetime
import hashlib
import hmac
import json
import sys
import urllib.parse


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def quoted(text, safe=""):
    return urllib.parse.quote(text, safe=safe)


region, bucket, name = sys.argv[1:]
lent = json.load(sys.stdin)
missing = {"AccessKeyId", "SecretAccessKey", "Token"} - lent.keys()
if missing:
    sys.exit("no " + ", ".join(sorted(missing)) + " in the answer")

host = f"{bucket}.s3.{region}.amazonaws.com"
path = quoted("/" + name, safe="/")
now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
scope = f"{now[:8]}/{region}/s3/aws4_request"
asked = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": f"{lent['AccessKeyId']}/{scope}",
    "X-Amz-Date": now,
    "X-Amz-Expires": "300",
    "X-Amz-Security-Token": lent["Token"],
    "X-Amz-SignedHeaders": "host",
}
query = "&".join(f"{key}={quoted(value)}" for key, value in sorted(asked.items()))
request = "\n".join(["PUT", path, query, f"host:{host}\n", "host", "UNSIGNED-PAYLOAD"])
signed = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
key = ("AWS4" + lent["SecretAccessKey"]).encode()
for part in scope.split("/"):
    key = digest(key, part)
print(f"https://{host}{path}?{query}&X-Amz-Signature={digest(key, signed).hex()}")
