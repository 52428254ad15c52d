# shellcheck shell=bash disable=SC2034
# What the scripts of a Cassandra node share: the settings of the ring, its credentials, and ways to ask it. Sourced.

. /usr/local/lib/topogen/common.sh
. /usr/local/lib/topogen/platform.sh
. /etc/topogen/ring.env
. /etc/topogen/node.env
. /etc/topogen/install.env

DATA=/var/lib/cassandra
# Left on the data disk when this node has joined: whose disk it is, and the release that writes it.
JOINED="$DATA/topogen-joined"
IDENTITY="$NODE_ADDRESS of rack $NODE_RACK, datacenter $NODE_DATACENTER, ring $CLUSTER_NAME"
# On the data disk from a start until the node has joined again: when Cassandra had run last before, in seconds.
STARTING="$DATA/topogen-starting"
# An operator's word on the data disk: the release line that may take the data over.
UPGRADE="$DATA/topogen-upgrade"
# Left on the data disk of a node of an added datacenter until it is filled.
REBUILD_PENDING="$DATA/topogen-rebuild-pending"
CQL_PORT=9042
# Other nodes reach Cassandra there from the moment it runs, clients only when it has joined.
STORAGE_PORT={{storagePort}}
CREDENTIALS=/run/topogen/credentials
SUPERUSER=ring_admin
{{tlsNames}}
# die TEXT: ends the script; its unit tries again later.
die() {
  log "$*"
  exit 1
}

# own_release: what is installed here, or will be.
own_release() {
  local state
  state="$(dpkg-query --show --showformat='${db:Status-Status} ${Version}' cassandra 2>/dev/null)" || true
  if [[ "$state" == 'installed '* ]]; then echo "${state#installed }"; else echo "$CASSANDRA_VERSION"; fi
}

# line_of RELEASE: 3.11, 4.0, 4.1, 5.0.
line_of() { cut -d . -f 1,2 <<<"$1"; }

# addresses_of DATACENTER: the nodes of one datacenter, one address a line, in start order.
addresses_of() {
  local node
  for node in "${RING_START_ORDER[@]}"; do
    if [[ "${node%:*}" == "$1" ]]; then echo "${node#*:}"; fi
  done
}

# all_addresses: those of every node of the ring.
all_addresses() { printf '%s\n' "${RING_START_ORDER[@]#*:}"; }

# fetch_password SECRET: prints a password from the cloud's secret manager. It may hold letters and digits alone: nothing
# that CQL, kong.conf or a file of credentials would read as its own.
fetch_password() {
  local password
  password="$(platform_secret "$1")"
  [[ "$password" =~ ^[A-Za-z0-9]+$ ]] || die "the password in $1 must hold letters and digits alone"
  printf '%s\n' "$password"
}

# keep_credentials ROLE PASSWORD: for cqlsh, which reads them from a file so that no list of processes shows them.
keep_credentials() {
  install --directory --mode=0700 "$CREDENTIALS"
  (
    umask 077
    printf '[authentication]\nusername = %s\npassword = %s\n' "$1" "$2" >"$CREDENTIALS/$1"
  )
}

# fetch_credentials: those of the ring's own superuser, and of the one that a new ring is born with.
fetch_credentials() {
  local password
  password="$(fetch_password "$SUPERUSER_SECRET")" || return 1
  keep_credentials "$SUPERUSER" "$password"
  keep_credentials cassandra cassandra
}

# cql ROLE ADDRESS TEXT: runs statements as ROLE on that node.
cql() {
  cqlsh{{tlsOption}} --no-color --connect-timeout=10 --request-timeout=120 --cqlshrc="$CREDENTIALS/$1" "$2" "$CQL_PORT" <<<"$3"
}

admits() {
  cql "$1" "$2" 'SELECT key FROM system.local;' >/dev/null 2>&1
}

# renew_kong ADDRESS: gives role kong the password of the secret manager, unless it has that.
renew_kong() {
  local password
  password="$(fetch_password "$KONG_SECRET")" || return 1
  keep_credentials kong "$password"
  admits kong "$1" || cql "$SUPERUSER" "$1" "ALTER ROLE kong WITH PASSWORD = '$password';"
}

# replication_of KEYSPACE ROLE ADDRESS: prints the keyspace's replication map, or nothing when there is no such keyspace.
# Fails when the role may not sign in there.
replication_of() {
  local answer
  answer="$(cql "$2" "$3" "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '$1';")" || return 1
  grep -o '{.*}' <<<"$answer" || true
}

# replication_map DATACENTER:COPIES...: the map that CQL's CREATE and ALTER KEYSPACE take.
replication_map() {
  local pair list=''
  for pair in "$@"; do list+=", '${pair%:*}': ${pair##*:}"; done
  printf "{'class': 'NetworkTopologyStrategy'%s}" "$list"
}

# all_up_and_normal ADDRESS...: whether this node sees each of them up and normal. For a node that has joined.
all_up_and_normal() {
  local status address missing=''
  status="$(nodetool status)" || return 1
  for address in "$@"; do
    grep -Eq "^UN +${address//./\\.} " <<<"$status" || missing+=" $address"
  done
  if [[ -n "$missing" ]]; then
    log "not up and normal yet:$missing"
    return 1
  fi
}

# take_turn WHAT ADDRESS: takes or keeps the one turn of work on the whole ring, by the node at ADDRESS. It passes by itself when
# nobody renews it for a quarter of an hour.
take_turn() {
  local answer mine="SET value = '$1' WHERE name = 'turn' IF value = '$1'"
  answer="$(cql "$SUPERUSER" "$2" "INSERT INTO kong.topogen_state (name, value) VALUES ('turn', '$1') IF NOT EXISTS USING TTL 900;
    UPDATE kong.topogen_state USING TTL 900 $mine;")" || return 1
  [[ "$(grep -Eo '^ *(True|False)' <<<"$answer" | tail -n 1)" == *True ]]
}

# keep_turn WHAT ADDRESS: renews it for as long as this script runs. A renewal that has begun ends before the keeper does.
keep_turn() {
  {
    trap 'exit 0' TERM
    while
      sleep 60 >/dev/null 2>&1 &
      wait $! && kill -0 $$
    do take_turn "$1" "$2" || log 'the turn could not be renewed'; done
  } &
  keeper=$!
}

# end_turn WHAT ADDRESS: lets others have it, if this script has it.
end_turn() {
  if [[ -z "${keeper:-}" ]]; then return 0; fi
  kill "$keeper" 2>/dev/null || true
  wait "$keeper" || true
  cql "$SUPERUSER" "$2" "DELETE FROM kong.topogen_state WHERE name = 'turn' IF value = '$1';" >/dev/null || true
}
