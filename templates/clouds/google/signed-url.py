# Prints an address by which anybody may read one object of S3 for five minutes: python3 signed-url.py REGION BUCKET KEY, with the
# answer of AWS's token service on standard input. Ubuntu's own curl signs no session tokens. Signature Version 4 in the query, as
# "Authenticating Requests: Using Query Parameters" of the Amazon S3 API reference has it.
import datetime
import hashlib
import hmac
import sys
import urllib.parse
import xml.etree.ElementTree


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def quoted(text, safe=""):
    return urllib.parse.quote(text, safe=safe)


region, bucket, name = sys.argv[1:]
answer = xml.etree.ElementTree.fromstring(sys.stdin.buffer.read())
lent = {element.tag.rpartition("}")[2]: element.text for element in answer.iter()}
missing = {"AccessKeyId", "SecretAccessKey", "SessionToken"} - lent.keys()
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
    "X-Amz-Security-Token": lent["SessionToken"],
    "X-Amz-SignedHeaders": "host",
}
query = "&".join(f"{key}={quoted(value)}" for key, value in sorted(asked.items()))
request = "\n".join(["GET", path, query, f"host:{host}\n", "host", "UNSIGNED-PAYLOAD"])
signed = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
key = ("AWS4" + lent["SecretAccessKey"]).encode()
for part in scope.split("/"):
    key = digest(key, part)
print(f"https://{host}{path}?{query}&X-Amz-Signature={digest(key, signed).hex()}")
