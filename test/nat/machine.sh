#!/bin/bash
# machine.sh COMMAND...: runs COMMAND in an office with agents at home, all of it network namespaces of this machine, gone afterwards:
#
#   office 10.20.0.5 ── office-router 203.0.113.1 ── internet 203.0.113.2 ── home-router 203.0.113.9 ── home 192.168.77.2
#
# COMMAND runs in the office. Both routers hide who is behind them; the one of the office passes on what is meant for Asterisk and the
# console. `internet` has room for STUN and TURN servers. `chromium` on the PATH of COMMAND runs at home. The namespaces have these
# names for `ip netns exec`. Nothing of it is seen from the outside, and no packet leaves it.
set -eu
self=$(readlink -f "$0")

if [ "${1:-}" = inside ]; then
  folder=$2
  shift 2
  mount --make-rprivate /
  mkdir -p /run/netns
  mount -t tmpfs tmpfs /run/netns
  ip link set lo up
  for name in office-router internet home-router home; do
    ip netns add "$name"
    ip -n "$name" link set lo up
  done

  ip link add lan type veth peer name lan netns office-router
  ip -n internet link add net type bridge
  ip -n internet link add office type veth peer name wan netns office-router
  ip -n internet link add homes type veth peer name wan netns home-router
  ip -n internet link set office master net
  ip -n internet link set homes master net
  ip -n home link add lan type veth peer name lan netns home-router

  up() { # NAMESPACE LINK [ADDRESS]
    [ -z "${3:-}" ] || ip -n "$1" addr add "$3" dev "$2"
    ip -n "$1" link set "$2" up
  }
  ip addr add 10.20.0.5/24 dev lan
  ip link set lan up
  ip route add default via 10.20.0.1 2>/dev/null || true
  up office-router lan 10.20.0.1/24
  up office-router wan 203.0.113.1/24
  up internet net 203.0.113.2/24
  up internet office
  up internet homes
  up home-router wan 203.0.113.9/24
  up home-router lan 192.168.77.1/24
  up home lan 192.168.77.2/24
  ip route replace default via 10.20.0.1
  ip -n home route add default via 192.168.77.1
  # What the internet knows no way to vanishes. Without a route, sending would fail, and coturn ends the session of a browser that tries
  # an address like Asterisk's own in the office.
  ip -n internet neigh add 203.0.113.254 lladdr 02:00:00:00:00:fe dev net
  ip -n internet route add default via 203.0.113.254

  for router in office-router home-router; do
    ip netns exec "$router" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
    ip netns exec "$router" nft -f - <<'RULES'
table ip nat {
  chain hides { type nat hook postrouting priority srcnat; oifname "wan" masquerade; }
}
table ip filter {
  chain passes {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    iifname "lan" accept
    ct status dnat accept
  }
}
RULES
  done
  ip netns exec office-router nft -f - <<'RULES'
table ip nat {
  chain finds {
    type nat hook prerouting priority dstnat;
    iifname "wan" ip daddr 203.0.113.1 tcp dport 1024-65535 dnat to 10.20.0.5
    iifname "wan" ip daddr 203.0.113.1 udp dport 1024-65535 dnat to 10.20.0.5
  }
}
RULES

  real=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
  printf '#!/bin/sh\nexec ip netns exec home %s "$@"\n' "$real" >"$folder/chromium"
  chmod 755 "$folder/chromium"
  PATH=$folder:$PATH NAT_MACHINE=yes exec "$@"
fi

missing=
for program in ip:iproute2 nft:nftables turnserver:coturn unshare:util-linux chromium:chromium; do
  PATH=$PATH:/usr/sbin:/sbin command -v "${program%:*}" >/dev/null || missing="$missing ${program#*:}"
done
if [ "$(id -u)" != 0 ] || [ -n "$missing" ] || ! unshare --net --mount --pid --fork true 2>/dev/null; then
  echo "This needs root, network namespaces, iproute2, nftables, coturn and chromium${missing:+; not here:$missing (apt-get install$missing)}." >&2
  echo "In Docker: docker run --privileged." >&2
  exit 1
fi
PATH=$PATH:/usr/sbin:/sbin
folder=$(mktemp -d /tmp/cordboard-nat-XXXXXX)
trap 'rm -rf "$folder"' EXIT
unshare --net --mount --pid --fork --kill-child --mount-proc bash "$self" inside "$folder" "$@"
