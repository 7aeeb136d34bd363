"""The report, run now and then: reads the orders and leaves the sum where REPORT_TO says, `cache` or `queue`."""
import time
from contextlib import closing

import stores


def read_orders():
    with closing(stores.database()) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(sum(cents), 0) FROM orders")
        return "%d orders, %d cents" % cursor.fetchone()


def to_cache(report):
    with closing(stores.cache()) as cache:
        cache.set("report", report)


def to_queue(report):
    with closing(stores.queue_connection()) as connection:
        stores.confirmed_channel(connection, "reports").basic_publish(exchange="", routing_key="reports", body=report)


def main():
    report = read_orders()
    time.sleep(0.5)
    {"cache": to_cache, "queue": to_queue}[stores.setting("REPORT_TO")](report)
    print(f"batch: {report}", flush=True)


main()
