#!/bin/bash
# The world:
#
#   left --- peer ============ internet ============ vpc --+-- gw-a
#   host     the managed end:  routes between    translates |-- gw-b
#            four addresses    public addresses  addresses  +-- right (host)
#
# Each is a network namespace with a disk of its own. peer is written by hand to a managed end's parameters; gw-a and gw-b
# have nothing but generated files, and stand-ins for systemd and for the cloud.
set -euo pipefail
. /world/facts.env

# make_machine NAME FOLDER...: its disk shows the files of the folders over the virtual machine's own.
make_machine() {
  local name="$1" top="/run/machines/$1"
  shift
  ip netns add "$name"
  ip -n "$name" link set lo up
  mkdir -p "$top/upper" "$top/work" "$top/disk"
  while (($# > 0)); do
    cp -a "/world/$1/." "$top/upper/"
    shift
  done
  mount -t overlay overlay -o "lowerdir=/,upperdir=$top/upper,workdir=$top/work" "$top/disk"
  mount -t proc proc "$top/disk/proc"
  mount --bind /dev "$top/disk/dev"
  mount -t tmpfs run "$top/disk/run"
  mkdir -p "$top/disk/run/world"
  mount --bind /run "$top/disk/run/world"
}

# wire ONE ADDRESS OTHER ADDRESS: joins two machines; each calls its end by the other's name.
wire() {
  ip link add "$3" netns "$1" type veth peer name "$1" netns "$3"
  ip -n "$1" address add "$2" dev "$3"
  ip -n "$3" address add "$4" dev "$1"
  ip -n "$1" link set "$3" up
  ip -n "$3" link set "$1" up
}

for module in overlay veth xfrm_interface esp4 authenc nf_tables nft_chain_nat nft_ct; do modprobe "$module"; done

make_machine left
make_machine right
make_machine internet
make_machine vpc
make_machine peer peer stand-ins
make_machine gw-a gw-a stand-ins
make_machine gw-b gw-b stand-ins

wire left "$LEFT_HOST/20" peer "$LEFT_ROUTER/20"
wire peer 192.0.2.2/30 internet 192.0.2.1/30
wire internet 192.0.2.5/30 vpc 192.0.2.6/30
wire vpc "$GATEWAY_A_ROUTER/28" gw-a "$GATEWAY_A/28"
wire vpc "$GATEWAY_B_ROUTER/28" gw-b "$GATEWAY_B/28"
wire vpc "$RIGHT_ROUTER/20" right "$RIGHT_HOST/20"

ip -n left route add default via "$LEFT_ROUTER"
ip -n right route add default via "$RIGHT_ROUTER"
ip -n gw-a route add default via "$GATEWAY_A_ROUTER"
ip -n gw-b route add default via "$GATEWAY_B_ROUTER"
ip -n peer route add default via 192.0.2.1
ip -n vpc route add default via 192.0.2.5
for address in $OUTSIDE_ADDRESSES; do
  ip -n peer address add "$address/32" dev lo
  ip -n internet route add "$address/32" via 192.0.2.2
done
for address in $PUBLIC_A $PUBLIC_B; do ip -n internet route add "$address/32" via 192.0.2.6; done
for name in internet vpc peer; do
  ip netns exec "$name" sysctl -q net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
done
# Whoever changes the routes of the network from a machine enters it by this process.
ip netns exec vpc sleep infinity >/dev/null 2>&1 </dev/null &
echo $! >/run/vpc.pid
# The route that Terraform makes: to the first gateway.
ip -n vpc route add "$LEFT_RANGE" via "$GATEWAY_A" dev gw-a

ip netns exec vpc nft --file - <<RULES
table ip translation {
  chain prerouting {
    type nat hook prerouting priority dstnat
    iifname "internet" ip daddr $PUBLIC_A dnat to $GATEWAY_A
    iifname "internet" ip daddr $PUBLIC_B dnat to $GATEWAY_B
  }
  chain postrouting {
    type nat hook postrouting priority srcnat
    oifname "internet" ip saddr $GATEWAY_A snat to $PUBLIC_A
    oifname "internet" ip saddr $GATEWAY_B snat to $PUBLIC_B
  }
}
RULES
ip netns exec internet nft --file - <<RULES
table ip sight {
  counter tunnels { }
  counter bare { }
  chain forward {
    type filter hook forward priority 0
    udp dport { 500, 4500 } counter name tunnels
    ip saddr $SUPERNET counter name bare
    ip daddr $SUPERNET counter name bare
  }
  chain cuts {
    type filter hook forward priority 10
  }
}
RULES
