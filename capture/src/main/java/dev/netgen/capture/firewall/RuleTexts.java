package dev.netgen.capture.firewall;

/**
 * Generated texts for nft(8).
 *
 * @param enforce the rules that drop
 * @param check the rules that count
 * @param ports the table of ports, of family bridge
 */
public record RuleTexts(String enforce, String check, String ports) {}
