package org.firenet.io.hdf5;

import io.jhdf.AbstractNode;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.object.message.FillValueMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.io.hdf5.Hdf5Type.Kind;

/** Takes what is needed of a group or dataset from jHDF. */
final class NodeReader {
  private static final int MAX_ATTRIBUTE_BYTES = 1 << 24;
  private static final int NULL_SPACE = 2;

  private final FileBytes file;
  private final GuardedChannel guarded;
  private final String place;
  private final Node node;

  NodeReader(FileBytes file, GuardedChannel guarded, String place, Node node) {
    this.file = file;
    this.guarded = guarded;
    this.place = place;
    this.node = node;
  }

  /** The type of the elements of a dataset. */
  Hdf5Type type() {
    return TypeReader.translate(((Dataset) node).getDataType());
  }

  Hdf5Dataset dataset() throws IOException {
    Dataset dataset = (Dataset) node;
    ObjectHeader header = ((AbstractNode) node).getHeader();
    Hdf5Type type = type();
    long[] extents = dataset.getDimensionsAsLong().clone();
    long[] maxExtents = dataset.getMaxSize().clone();
    for (long extent : extents) {
      if (extent < 0) {
        throw file.failure(place, "damaged: an extent of " + Long.toUnsignedString(extent));
      }
    }
    return new Hdf5Dataset(
        file,
        place,
        type,
        extents,
        fill(header, type),
        () -> new StorageReader(file, place, extents, maxExtents, type.size()).read(header),
        () -> {
          guarded.renewBudget();
          return Failures.guard(file.path(), place, this::attributes);
        });
  }

  private static byte[] fill(ObjectHeader header, Hdf5Type type) {
    if (header.hasMessageOfType(FillValueMessage.class)) {
      FillValueMessage message = header.getMessageOfType(FillValueMessage.class);
      ByteBuffer value = message.isFillValueDefined() ? message.getFillValue() : null;
      if (value != null && value.remaining() == type.size()) {
        byte[] bytes = new byte[type.size()];
        value.duplicate().get(bytes);
        return bytes;
      }
    }
    return new byte[0];
  }

  /** The attributes by name. */
  Map<String, Hdf5Attribute> attributes() throws IOException {
    Map<String, Hdf5Attribute> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, Attribute> entry : node.getAttributes().entrySet()) {
      attributes.put(entry.getKey(), attribute(entry.getKey(), entry.getValue()));
    }
    return attributes;
  }

  private Hdf5Attribute attribute(String name, Attribute attribute) throws IOException {
    Hdf5Type type = TypeReader.translate(attribute.getDataType());
    ByteBuffer bytes =
        attribute.getDataSpace().getType() == NULL_SPACE ? null : attribute.getBuffer();
    long count = bytes == null ? 0 : attribute.getSize();
    String where = place + " attribute " + name;
    if (count < 0 || count * type.size() > MAX_ATTRIBUTE_BYTES) {
      throw file.failure(where, "too large: " + count + " elements");
    }
    if (bytes != null && bytes.remaining() < count * type.size()) {
      throw file.failure(where, "damaged: it ends too early");
    }
    List<Double> numbers = new ArrayList<>();
    List<String> texts = List.of();
    if (count > 0 && type.isReal()) {
      double[] values = new double[(int) count];
      Elements.toReal(type, bytes, (int) count, 0, values);
      for (double value : values) {
        numbers.add(value);
      }
    } else if (count > 0 && (type.kind() == Kind.STRING || type.kind() == Kind.VARIABLE_STRING)) {
      texts = Elements.toStrings(file, where, new GlobalHeap(file), type, bytes, (int) count);
    }
    return new Hdf5Attribute(name, type, numbers, texts);
  }
}
