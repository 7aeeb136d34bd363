# shellcheck shell=bash
# Requests go by one router, answers by another. Both routers record.
host client server there back
router there back
cable client via-there 10.21.1.2/24 there to-client 10.21.1.1/24
cable there to-server 10.21.2.1/24 server via-there 10.21.2.2/24
cable server via-back 10.21.3.2/24 back to-server 10.21.3.1/24
cable back to-client 10.21.4.1/24 client via-back 10.21.4.2/24
route client 10.21.2.0/24 10.21.1.1
route server 10.21.1.0/24 10.21.3.1
route back 10.21.1.0/24 10.21.4.2
serve server tcp 8080
serve server tcp 8081 --delay 0.5
observe there there to-client
observe back back to-server
talk client ask tcp 10.21.2.2 8080 --times 2
talk client ask tcp 10.21.2.2 8081 --keep --times 3
