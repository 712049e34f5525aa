#!/bin/bash
# machine.sh COMMAND...: a machine of its own with systemd as its first process, on which docs/service.md is followed and COMMAND is
# run; then it is thrown away. Needs root and systemd; what it writes goes to a file system in memory over that of this machine.
# UPGRADE_FROM: a built checkout of another version, as the one that is installed first. Default: this checkout.
# CORDBOARD_ASTERISK_ROOT: its Asterisk; if there is no such folder, the machine has one installed.
set -eu
checkout=$(cd "$(dirname "$0")/../.." && pwd)
self=$checkout/test/service/machine.sh
from=${UPGRADE_FROM:-$checkout}

# As process 1 of the machine.
if [ "${1:-}" = boot ]; then
  layers=$2
  root=$layers/root
  mount --make-rprivate /
  mount -t tmpfs -o size=4g cordboard-machine "$layers"
  mkdir "$layers/upper" "$layers/work" "$root"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$root"
  ip link set lo up
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  if [ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ]; then
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  else
    mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
    mkdir "$root/sys/fs/cgroup/systemd" "$root/sys/fs/cgroup/unified"
    mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified"
  fi
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  mount -t tmpfs tmpfs "$root/dev/shm"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mkdir "$root/cordboard-old-root"
  cd "$root"
  pivot_root . cordboard-old-root
  umount -l /cordboard-old-root
  exec /lib/systemd/systemd --unit=multi-user.target --log-target=console --show-status=no </dev/null
fi

# docs/service.md, "Set up", with two versions; the first one runs.
if [ "${1:-}" = install ]; then
  systemctl disable --now postgresql >/dev/null 2>&1 || true
  for version in 1 2; do mkdir "/opt/cordboard-$version"; done
  tar -C "$from" --exclude=./node_modules --exclude=./.git --exclude=./.cache -cf - . | tar -C /opt/cordboard-1 -xf -
  tar -C "$checkout" --exclude=./node_modules --exclude=./.git --exclude=./.cache -cf - . | tar -C /opt/cordboard-2 -xf -
  for version in 1 2; do ln -s "$(readlink -f "$checkout/node_modules")" "/opt/cordboard-$version/node_modules"; done
  useradd --system --home-dir /var/lib/cordboard --shell /usr/sbin/nologin cordboard
  ln -sfn /opt/cordboard-1 /opt/cordboard
  mkdir -p /etc/cordboard
  cp /opt/cordboard/plans/demo.yaml /etc/cordboard/plan.yaml
  install -m 600 /dev/null /etc/cordboard/environment
  if [ -d "${CORDBOARD_ASTERISK_ROOT:-}" ]; then
    cp -a "$(readlink -f "$CORDBOARD_ASTERISK_ROOT")" /opt/asterisk
    chmod 755 /opt/asterisk
    echo CORDBOARD_ASTERISK_ROOT=/opt/asterisk >/etc/cordboard/environment
  fi
  cp "$checkout/setup/cordboard.service" /etc/systemd/system/
  systemctl enable --now cordboard
  exit
fi

[ "$(id -u)" = 0 ] && [ -x /lib/systemd/systemd ] && command -v nsenter >/dev/null || {
  echo "This needs root, systemd and util-linux." >&2
  exit 1
}
layers=$(mktemp -d /tmp/cordboard-machine-XXXXXX)
log=$layers.log
groups=()
for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
  [ -f "$hierarchy/cgroup.procs" ] || continue
  mkdir -p "$hierarchy/${layers##*/}"
  groups+=("$hierarchy/${layers##*/}")
done
(
  for group in "${groups[@]}"; do echo $BASHPID >"$group/cgroup.procs"; done
  exec env -i container=other PATH=/usr/bin:/bin:/usr/sbin:/sbin \
    unshare --pid --fork --mount --uts --ipc --net --cgroup --kill-child bash "$self" boot "$layers"
) >"$log" 2>&1 &
outside=$!
ends() {
  kill -9 $outside 2>/dev/null || true
  wait $outside 2>/dev/null || true
  for group in "${groups[@]}"; do find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
  rm -rf "$log"
  rmdir "$layers"
}
trap ends EXIT

inside() {
  nsenter -t "$first" -m -u -i -n -p -C -- env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/root \
    CORDBOARD_ASTERISK_ROOT="${CORDBOARD_ASTERISK_ROOT:-}" UPGRADE_FROM="$from" "$@"
}
first=
for _ in $(seq 120); do
  sleep 0.5
  first=$(cat "/proc/$outside/task/$outside/children" 2>/dev/null | tr -d ' ')
  [ -n "$first" ] && inside systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded' && break
done
inside systemctl is-system-running | grep -qE 'running|degraded' || { cat "$log"; exit 1; }
inside bash "$self" install
inside "$@"
