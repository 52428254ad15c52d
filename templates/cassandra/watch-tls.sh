# answers: whether Cassandra shows a client its certificate.
answers() { timeout 10 openssl s_client -connect "$NODE_ADDRESS:9042" </dev/null >/dev/null 2>&1; }
