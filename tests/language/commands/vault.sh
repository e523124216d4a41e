# Into a vault and out of it again; nothing is lost on the way, neither its mode.
chmod 640 secrets.yml
cp secrets.yml before.yml
try understudy vault encrypt --vault-password-file password secrets.yml
head -n 1 secrets.yml
stat -c %a secrets.yml
try understudy vault view --vault-password-file password-program secrets.yml
try understudy vault rekey --vault-password-file password --new-vault-id dev@other-password secrets.yml
head -n 1 secrets.yml
stat -c %a secrets.yml
EDITOR='sed -i s/database/db/' try understudy vault edit --vault-id dev@other-password secrets.yml
head -n 1 secrets.yml
try understudy vault decrypt --vault-id dev@other-password --output - secrets.yml
try understudy vault decrypt --vault-id x@password --vault-id y@other-password secrets.yml
stat -c %a secrets.yml
EDITOR="cp before.yml" try understudy vault create --vault-id new@keys-client new.yml
head -n 1 new.yml
stat -c %a new.yml
try understudy vault view --vault-id new@keys-client new.yml
understudy vault encrypt --vault-password-file password < before.yml | head -n 1
understudy vault encrypt_string --vault-password-file password --name one first --name two second > strings.yml
sed 's/[0-9a-f]\{4,\}/DIGITS/' strings.yml | uniq
printf third | understudy vault encrypt_string --vault-password-file password --stdin-name three >> strings.yml
grep -v ' [$0-9]\|^\$' strings.yml
cat > show.yml <<'END'
- hosts: localhost
  gather_facts: false
  vars_files: [strings.yml]
  tasks:
    - assert: {that: ["one == 'first'", "two == 'second'", "three == 'third'"], quiet: true}
END
understudy play --vault-password-file password show.yml | tail -n 3
ls -A *.yml
