cql_port=9042
