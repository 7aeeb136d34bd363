package dev.netgen.generator.docker;

import dev.netgen.generator.GraphSketch;

/** Graphs with their Compose files. */
final class ComposeSamples {
  static final String SHOP_FILE =
      """
      services:
        gateway:
          image: shop/gateway
          ports: ["443:443"]
          depends_on: {backend: {condition: service_healthy}}
        backend:
          build: ./backend
          environment: {SECRET: "${SECRET}"}
          healthcheck: {test: [CMD, healthy], interval: 2s}
        postgres: {image: shop/postgres, volumes: ["data:/var/lib"]}
        redis: {image: shop/redis}
        rabbitmq: {image: shop/rabbitmq}
        monitor: {image: shop/app}
        batch: {image: shop/app, profiles: [batch]}
      volumes:
        data:
      """;

  private ComposeSamples() {}

  static GraphSketch shop() {
    GraphSketch sketch = new GraphSketch();
    for (String service :
        new String[] {"gateway", "backend", "postgres", "redis", "rabbitmq", "monitor", "batch"}) {
      sketch.service("docker:shop/" + service, "shop_default");
    }
    return sketch
        .link("outside:internet", "docker:shop/gateway", "443/tcp", "tls")
        .link("docker:shop/gateway", "docker:shop/backend", "8080/tcp", "http")
        .link("docker:shop/backend", "docker:shop/postgres", "5432/tcp", "postgresql")
        .link("docker:shop/backend", "docker:shop/redis", "6379/tcp", "redis")
        .link("docker:shop/backend", "docker:shop/rabbitmq", "5672/tcp", "amqp")
        .link("docker:shop/backend", "outside:payments.example.com", "443/tcp", "tls")
        .link("docker:shop/backend", "outside:192.0.2.53/32", "53/udp", "dns")
        .link("docker:shop/monitor", "docker:shop/backend", "8080/tcp")
        .link("docker:shop/batch", "docker:shop/postgres", "5432/tcp", "postgresql")
        .link("docker:shop/batch", "docker:shop/redis", "6379/tcp", "redis");
  }

  /** A graph with triangles, and a file with everything that must survive. */
  static GraphSketch rich() {
    return new GraphSketch()
        .service("docker:app/web", "app_front")
        .service("docker:app/api", "app_front", "app_back")
        .service("docker:app/db", "app_back")
        .service("docker:app/idle", "app_back")
        .service("docker:app/cache", "app_back")
        .link("outside:internet", "docker:app/web", "80/tcp", "http")
        .link("node:docker-host", "docker:app/web", "22/tcp", "ssh")
        .link("docker:app/web", "docker:app/api", "80/tcp", "http")
        .link("docker:app/api", "docker:app/db", "5432/tcp")
        .link("docker:app/cache", "docker:app/db", "5432/tcp")
        .link("docker:app/api", "docker:app/cache", "6379/tcp")
        .compose(
            """
            # comments go
            version: "3.8"
            x-base: &base
              restart: "no"
              logging: {options: {max-size: "10m"}}
            services:
              web:
                <<: *base
                image: web
                networks: [front]
                ports: ["8080:80", "127.0.0.1:2222:22", "9000:9000"]
                sysctls: [net.core.somaxconn=1024]
              api:
                <<: *base
                build: {context: ./api, args: {MODE: 0o17}}
                networks:
                  front: {aliases: [api.front]}
                  back: {aliases: [api.back], ipv4_address: 172.30.0.9}
                command: ["sh", "-c", "echo 'a: b' # $$x"]
                sysctls: {net.ipv4.ip_forward: "1"}
              db:
                image: db
                container_name: the-db
                networks: {back: {aliases: [database, postgres]}}
                environment:
                  - PASSWORD=${DB_PASSWORD:?needed}
                  - EMPTY=
                volumes: ["./data:/data:ro", "named:/x"]
              cache: {image: cache, networks: [back], links: ["db:sql"]}
              idle: {image: idle, networks: [back], init: on}
            networks:
              front:
              back: {internal: true, ipam: {config: [{subnet: 172.30.0.0/24}]}}
            volumes: {named: {}}
            """);
  }
}
