#!/bin/sh
# Installs gongkai on a machine without internet, from the folder wheels/ beside this file, into .venv beside it.
set -e
cd "$(dirname "$0")"
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-index --no-deps wheels/gongkai-*.whl
echo "已装好。新建网站：$PWD/.venv/bin/gongkai new site 目录"
