cd inventory
try understudy inventory -i hosts.ini
try understudy inventory -i hosts.ini --list --graph
try understudy inventory -i hosts.ini --host web9
try understudy inventory -i hosts.ini --graph webb
try understudy inventory -i hosts.ini --list --toml
try understudy inventory -i nowhere --list
try understudy inventory -i secret.yml --list
