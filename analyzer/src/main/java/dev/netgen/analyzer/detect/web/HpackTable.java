package dev.netgen.analyzer.detect.web;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that HPACK refers to (RFC 7541 section 2.3): fixed entries, then the latest ones. */
final class HpackTable {
  /** A header field. */
  record Field(String name, String value) {}

  private static final int OVERHEAD = 32;
  private static final int DEFAULT_SIZE = 4096;
  private static final int MAX_SIZE = 1 << 16;

  private static final ImmutableList<Field> FIXED =
      Splitter.on('\n')
          .splitToStream(
              """
              :authority=
              :method=GET
              :method=POST
              :path=/
              :path=/index.html
              :scheme=http
              :scheme=https
              :status=200
              :status=204
              :status=206
              :status=304
              :status=400
              :status=404
              :status=500
              accept-charset=
              accept-encoding=gzip, deflate
              accept-language=
              accept-ranges=
              accept=
              access-control-allow-origin=
              age=
              allow=
              authorization=
              cache-control=
              content-disposition=
              content-encoding=
              content-language=
              content-length=
              content-location=
              content-range=
              content-type=
              cookie=
              date=
              etag=
              expect=
              expires=
              from=
              host=
              if-match=
              if-modified-since=
              if-none-match=
              if-range=
              if-unmodified-since=
              last-modified=
              link=
              location=
              max-forwards=
              proxy-authenticate=
              proxy-authorization=
              range=
              referer=
              refresh=
              retry-after=
              server=
              set-cookie=
              strict-transport-security=
              transfer-encoding=
              user-agent=
              vary=
              via=
              www-authenticate=\
              """)
          .map(HpackTable::fixed)
          .collect(ImmutableList.toImmutableList());

  private final Deque<Field> latest = new ArrayDeque<>();
  private int size;
  private int most = DEFAULT_SIZE;

  private static Field fixed(String line) {
    List<String> parts = Splitter.on('=').limit(2).splitToList(line);
    return new Field(parts.get(0), parts.get(1));
  }

  /** The field at this index from 1, or null. */
  @Nullable Field at(int index) {
    if (index < 1 || index > FIXED.size() + latest.size()) {
      return null;
    }
    if (index <= FIXED.size()) {
      return FIXED.get(index - 1);
    }
    Iterator<Field> fields = latest.iterator();
    for (int i = FIXED.size() + 1; i < index; i++) {
      fields.next();
    }
    return fields.next();
  }

  void add(Field field) {
    latest.addFirst(field);
    size += sizeOf(field);
    shrink();
  }

  /** Whether this size may be set. */
  boolean resize(int wanted) {
    most = wanted;
    shrink();
    return wanted <= MAX_SIZE;
  }

  private void shrink() {
    while (size > most && !latest.isEmpty()) {
      size -= sizeOf(latest.removeLast());
    }
  }

  private static int sizeOf(Field field) {
    return field.name().length() + field.value().length() + OVERHEAD;
  }
}
