try understudy vault
try understudy vault encript secrets.yml
try understudy vault view
try understudy vault view secrets.yml
try understudy vault view --vault-password-file password secrets.yml
try understudy vault view --vault-password-file nowhere secrets.yml
try understudy vault view --vault-password-file password nowhere.yml
understudy vault encrypt --vault-password-file password secrets.yml
try understudy vault encrypt --vault-password-file password secrets.yml
try understudy vault view --vault-password-file other-password secrets.yml
try understudy vault create --vault-password-file password secrets.yml
try understudy vault encrypt --vault-id a@password --vault-id b@other-password other-password
try understudy vault encrypt --vault-id a@password --encrypt-vault-id c other-password
try understudy vault encrypt --vault-password-file password --output x secrets.yml other-password
try understudy vault encrypt_string --vault-password-file password ''
try understudy vault decrypt --vault-password-file password --output nowhere/x secrets.yml
EDITOR=false try understudy vault edit --vault-password-file password secrets.yml
# A terminal that goes away meanwhile leaves nothing behind either.
EDITOR='kill -HUP $PPID; false' try understudy vault edit --vault-password-file password secrets.yml
ls -A . /dev/shm | grep understudy
head -n 1 secrets.yml
