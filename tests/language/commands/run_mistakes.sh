try understudy run
try understudy run a b
try understudy run localhost
try understudy run localhost -m comand -a x
try understudy run localhost -m file -a 'pth=/tmp'
try understudy run localhost -m include_tasks -a x.yml
try understudy run localhost -m copy -a '{"dest": '
try understudy run nobody -i a, -m debug
try understudy run localhost -m debug -P 3
