# Sourced by the cloud's tests: a lab of its own, named "testcloud", whose hosts have OpenStack's packages.
TEST_LAB=${TEST_LAB:-testcloud}
. "$(dirname "${BASH_SOURCE[0]}")/../support.sh"

cloud() { playbooks/lab "$@" -e lab_image=cloud >"$output" 2>&1; }

# Everything is deployed and as it should be: as it stands, or anew.
cloud_deployed() {
    play playbooks/status.yml -e cloud=true >/dev/null && return
    play playbooks/rebalance.yml >/dev/null && play playbooks/status.yml -e cloud=true -e status_wait=300 >/dev/null && return
    lab remove
    cloud up
    expect_play "the cloud is deployed" playbooks/cloud.yml
    expect_play "the cluster is what it should be" playbooks/status.yml -e cloud=true -e status_wait=300
}

# The administrator's command line, on a controller.
openstack() { # HOST ARGUMENT…
    on "$1" "sudo bash -c '. /root/adminrc && timeout 300 openstack ${*:2}'"
}

# How long each step of a client took, as verify.yml told.
print_steps() { # FILE
    grep -oE '^ +"[^"]+: [0-9.]+ s"' "$1" | tr -d '"'
}
