# ask: asks which options Cassandra has, as every client may in the fourth version of CQL's protocol, and prints how its answer begins.
ask() { exec 3<>"/dev/tcp/$NODE_ADDRESS/9042" && printf '\4\0\0\0\5\0\0\0\0' >&3 && timeout 10 head --bytes=1 <&3; }

answers() { [[ "$(ask 2>/dev/null | wc -c)" == 1 ]]; }
