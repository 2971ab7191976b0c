# 医院工会工作台。每条命令都可以在全新的克隆里直接运行，缺什么装什么。
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run install test test-fast e2e help-shots bench fmt vendor lock

# 监听端口：make run PORT=9000
PORT ?= 8000
# 性能对照用的数据量：make bench SIZE=full 约一万名会员
SIZE ?= normal
export PORT PYTHON SIZE

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## 启动工作台：http://127.0.0.1:8000，首次自动建库并装入演示数据
	@.ci/setup.sh run
	@.ci/serve.sh

install: ## 正式安装或升级：只建库、整理文件，不装演示数据（步骤见 README）
	@.ci/setup.sh run
	@.ci/install.sh

test: ## 全部检查与测试：格式、类型、分层、SQLite、PostgreSQL、浏览器
	@.ci/setup.sh test
	@.ci/check.sh all

test-fast: ## 快速检查：格式、类型、分层、SQLite 上的测试
	@.ci/setup.sh test
	@.ci/check.sh fast

e2e: ## 只运行浏览器测试，截图在 test-results/
	@.ci/setup.sh test
	@.ci/check.sh e2e

help-shots: ## 重新制作帮助里的截图，写入 static/help/
	@.ci/setup.sh test
	@.ci/check.sh help-shots

bench: ## 性能对照：每项与同一次运行中的基准相比，给出倍数
	@.ci/setup.sh test
	@.ci/bench.sh

fmt: ## 整理代码与模板的格式
	@.ci/setup.sh test
	@.ci/check.sh fmt

vendor: ## 重新取得 static/vendor 里的第三方前端文件（需要 npm）
	@.ci/vendor.sh

lock: ## 按 .ci/*.in 重新锁定 Python 软件包的版本与校验值
	@.ci/setup.sh test
	@.ci/lock.sh
