package dev.netgen.analyzer.detect.web;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Secrets that a request carries as they are: Basic (RFC 7617), Bearer (RFC 6750) and other schemes
 * that send a token, fields that are keys by name, and those query parameters that are secrets by
 * the service's own documentation. Cookies and forms are not looked at.
 */
final class HttpCredentials {
  private static final ImmutableList<String> SCHEMES =
      ImmutableList.of("basic ", "bearer ", "token ", "apikey ", "splunk ");

  private static final ImmutableList<String> KEYS =
      ImmutableList.of(
          "x-api-key",
          "api-key",
          "apikey",
          "x-auth-token",
          "x-access-token",
          "x-vault-token",
          "x-consul-token",
          "x-nomad-token",
          "x-clickhouse-key",
          "dd-api-key",
          "private-token",
          "job-token",
          "x-gitlab-token",
          "x-registry-auth",
          "x-rundeck-auth-token");

  /** OAuth 2.0 (RFC 6750 section 2.3), and InfluxDB's and ClickHouse's own parameters. */
  private static final Pattern QUERY =
      Pattern.compile(
          "[?&](?:access_token=|api_?key=|password=[^&]|u=[^&]*&p=|user=[^&]*&password=)");

  private HttpCredentials() {}

  /** Whether this request carries one in clear. */
  static boolean inClear(HttpHead request) {
    if (scheme(request, "authorization") || scheme(request, "proxy-authorization")) {
      return true;
    }
    for (String key : KEYS) {
      if (!request.value(key).isEmpty()) {
        return true;
      }
    }
    String target = request.target();
    return target.indexOf('?') >= 0 && QUERY.matcher(target.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether this request authenticates in whatever way. */
  static boolean any(HttpHead request) {
    return request.has("authorization") || request.has("proxy-authorization") || inClear(request);
  }

  /** Whether this header field of HTTP/2, or of gRPC's metadata, carries a secret. */
  static boolean isSecret(String name, String value) {
    if (value.isEmpty()) {
      return false;
    }
    if (name.equals("authorization") || name.equals("proxy-authorization")) {
      return isScheme(value.toLowerCase(Locale.ROOT));
    }
    return name.equals("token") || KEYS.contains(name);
  }

  private static boolean isScheme(String value) {
    return SCHEMES.stream().anyMatch(value::startsWith);
  }

  private static boolean scheme(HttpHead request, String field) {
    return request.has(field) && isScheme(request.lower(field));
  }
}
