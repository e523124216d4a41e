# One page of each kind; the list of all says what there is.
try understudy doc hostname
try understudy doc -t action set_fact
try understudy doc -t keyword loop_control
try understudy doc -t keyword collections
try understudy doc -t filter regex_replace
try understudy doc -t test version
try understudy doc -t function query
try understudy doc -t lookup first_found
try understudy doc callbacks_enabled
try understudy doc ANSIBLE_PIPELINING
try understudy doc hostnam
try understudy doc -t filtre x
try understudy doc
understudy doc -l | grep -v '^ '
understudy doc -l -t function
# Every page has a sentence.
understudy doc -l | grep -E '^  [a-z_0-9.]+ *$'
