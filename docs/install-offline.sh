#!/bin/sh
# Installs gongkai on a machine without internet, from the folder wheels/ beside this file, into .venv beside it.
set -e
cd "$(dirname "$0")"
python=${PYTHON:-$(command -v /usr/bin/python3 || echo python3)}
wanted=$(cat python-version)
found=$("$python" -c 'import platform; print(platform.python_version())')
if [ "$found" != "$wanted" ]; then  # the wheels, and which of them are wanted, are those of one version
  echo "这个安装包要用 Python $wanted，这台机器的 $python 是 $found。请用 PYTHON=路径 指明，或在版本相同的机器上重做安装包。" >&2
  exit 1
fi
"$python" -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes -r requirements.lock
.venv/bin/pip install --quiet --disable-pip-version-check --no-index --no-deps wheels/gongkai-*.whl
echo "已装好。新建网站：$PWD/.venv/bin/gongkai new site 目录"
