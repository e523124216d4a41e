# What a task prints is shown while it runs, line by line and without secrets; nothing of a task that says no_log.
cat > live.yml <<'END'
- hosts: localhost
  gather_facts: false
  vars_files: [secrets.yml]
  tasks:
    - shell: "echo one; echo {{ database_password }}; printf 'not ended'"
    - shell: echo hidden
      no_log: true
END
understudy vault encrypt --vault-password-file password secrets.yml
understudy play --live --vault-password-file password live.yml
