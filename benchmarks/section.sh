# shellcheck shell=bash
# Sourced by the benchmarks. docs/PERFORMANCE.md begins with what benchmarks/run measured; behind it stand sections that
# other benchmarks write, each of its own: a second-level heading and all up to the next of them.

SECTIONS='Inventory|Floods|Policies|Docker'

# Replaces the section NAME by FILE, or appends it; everything else stays.   replace_section NAME FILE
replace_section() {
  local document=docs/PERFORMANCE.md
  awk -v name="$1" -v file="$2" -v sections="^## ($SECTIONS)\$" '
    function put(line) { while ((getline line < file) > 0) print line; done = 1 }
    $0 ~ sections { skip = ($0 == "## " name); if (skip) { put(); print "" } }
    !skip { print; last = $0 }
    END { if (!done) { if (last != "") print ""; put() } }' "$document" | cat -s >"$document.new"
  sed -i -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$document.new"
  mv "$document.new" "$document"
}

# What these other benchmarks wrote, for benchmarks/run to keep.
other_sections() {
  awk -v sections="^## ($SECTIONS)\$" '$0 ~ sections { keep = 1 } keep' "$1"
}
