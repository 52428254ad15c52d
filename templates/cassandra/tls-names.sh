# Nodes are known by certificates of these authorities; cqlsh reads where they are.
TLS=/etc/cassandra/tls
export SSL_CERTFILE="$TLS/authorities.pem"
