package org.firenet.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/** Style sheet and scripts of reports: resources beside this class, inlined into the file. */
final class ReportResources {
  static final String STYLE = "report.css";

  private ReportResources() {}

  /** The text of a resource. */
  static String text(String name) {
    try (InputStream in = ReportResources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such resource of a report: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The content of one script element made of several scripts.
   *
   * <p>A CDATA section, hidden from JavaScript by comments, lets the page be XML too.
   */
  static String script(Collection<String> names) {
    return names.stream()
        .map(ReportResources::text)
        .collect(Collectors.joining("\n", "//<![CDATA[\n\"use strict\";\n", "//]]>"));
  }

  /** What a content security policy calls a script that it lets run: {@code 'sha256-…'}. */
  static String policySource(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
