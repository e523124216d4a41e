# What ansible-inventory prints of the same files, byte for byte (but for YAML anchors, which it writes for what is the
# same object in memory).
cd inventory
try understudy inventory -i hosts.ini --list
try understudy inventory -i hosts.ini -i more.yml --list --export
try understudy inventory -i more.yml --list -y
try understudy inventory -i more.yml --list -y --export
try understudy inventory -i hosts.ini --graph
try understudy inventory -i hosts.ini --graph --vars --playbook-dir beside prod
try understudy inventory -i hosts.ini --host web2 -e x=1 -e '{"list": [1, {"a": null}]}'
try understudy inventory -i a,b, --list --output listed
cat listed
echo
# Secrets stay hidden.
try understudy inventory -i secret.yml --list --vault-password-file ../password
