#!/bin/sh
echo "$# arguments, the first is $1"
