"""The nightly count: orders in PostgreSQL against the counter in Redis."""

import os

import psycopg2
import redis

with redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=5) as cache:
    counted = int(cache.get("orders") or 0)
database = psycopg2.connect(sslmode="require", connect_timeout=5)
with database, database.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM orders")
    print(f"{cursor.fetchone()[0]} orders stored, {counted} counted")
database.close()
