package dev.netgen.capture.recording;

import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A recording being written: {@code recording.yaml}, {@code packets/}, {@code inventory/}. It holds
 * payload, so only its owner may enter a directory made here.
 */
public final class RecordingDirectory {
  private static final String PACKETS = "packets";
  private static final String INVENTORY = "inventory";

  private final Path root;

  private RecordingDirectory(Path root) {
    this.root = root;
  }

  /** Refuses a place that holds something or cannot be written; changes nothing on disk. */
  public static void requireUsable(Path root) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      if (entries.iterator().hasNext()) {
        throw ProblemException.usage(
            "the output directory is not empty",
            root.toString(),
            "name one that does not exist yet: recordings are never mixed or overwritten");
      }
    } catch (NoSuchFileException e) {
      requireWritable(existingParent(root), root);
      return;
    } catch (NotDirectoryException e) {
      throw ProblemException.usage(
          "the output is a file", root.toString(), "name a directory that does not exist yet");
    } catch (IOException e) {
      throw unwritable(root, e);
    }
    requireWritable(root, root);
  }

  private static Path existingParent(Path root) {
    Path parent = root.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent == null ? root : parent;
  }

  private static void requireWritable(Path place, Path root) {
    if (!Files.isDirectory(place) || !Files.isWritable(place)) {
      throw unwritable(root, new IOException(place + " is not a writable directory"));
    }
  }

  /** Makes the directory and its two parts. */
  public static RecordingDirectory create(Path root) {
    requireUsable(root);
    try {
      Path parent = root.toAbsolutePath().normalize().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!Files.exists(root)) {
        Files.createDirectory(
            root,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createDirectory(root.resolve(PACKETS));
      Files.createDirectory(root.resolve(INVENTORY));
      return new RecordingDirectory(root.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw unwritable(root, e);
    }
  }

  /** Where capture files go. */
  public Path packets() {
    return root.resolve(PACKETS);
  }

  /** A capture file's name as {@code recording.yaml} has it. */
  public static String packetFile(String name) {
    return PACKETS + "/" + name;
  }

  /** Replaces {@code recording.yaml} in one step. */
  public void writeManifest(RecordingManifest manifest, List<String> notes) throws IOException {
    replace(root.resolve(RecordingYaml.FILE_NAME), RecordingYaml.text(manifest, notes));
  }

  /** Writes one inventory file in one step. */
  public void writeInventory(String name, String text) throws IOException {
    replace(root.resolve(INVENTORY).resolve(name), text);
  }

  /** Bytes the file system has left for this user. */
  public long usableBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  private static void replace(Path file, String text) throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".part");
    Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static ProblemException unwritable(Path root, IOException e) {
    return ProblemException.environment(
        "the output directory cannot be written",
        root.toString(),
        "choose a place this user may write to, or mend its permissions",
        e);
  }
}
