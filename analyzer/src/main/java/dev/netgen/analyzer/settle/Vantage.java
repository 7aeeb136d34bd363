package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.analyzer.resolve.Resolver;

/**
 * What is known where an observer stands.
 *
 * @param point the capture point
 * @param resolver who holds addresses there
 * @param exposure what the inventory that applies there declares reachable from outside
 */
public record Vantage(CapturePoint point, Resolver resolver, Exposure exposure) {}
