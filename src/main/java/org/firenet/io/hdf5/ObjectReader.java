package org.firenet.io.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.io.hdf5.Hdf5Type.Kind;

/** Takes what is needed of a group or dataset from the messages of its header. */
final class ObjectReader {
  private static final int MAX_ATTRIBUTE_BYTES = 1 << 24;
  private static final int NULL_SPACE = 2;

  private final FileBytes file;
  private final GuardedStorage storage;
  private final String place;
  private final ObjectHeader header;

  ObjectReader(FileBytes file, GuardedStorage storage, String place, ObjectHeader header) {
    this.file = file;
    this.storage = storage;
    this.place = place;
    this.header = header;
  }

  /** Whether an object is a dataset. */
  static boolean isDataset(ObjectHeader header) {
    return header.hasMessageOfType(DataSpaceMessage.class);
  }

  /** The type of the elements of a dataset. */
  Hdf5Type type() {
    return TypeReader.translate(header.getMessageOfType(DataTypeMessage.class).getDataType());
  }

  /** The extents of a dataset; a single 0 if it has no space for elements. */
  long[] extents() throws IOException {
    DataSpace space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
    long[] extents =
        space.getType() == NULL_SPACE ? new long[1] : space.getDimensionsAsLong().clone();
    for (long extent : extents) {
      if (extent < 0) {
        throw file.failure(place, "damaged: an extent of " + Long.toUnsignedString(extent));
      }
    }
    return extents;
  }

  private long[] maxExtents() {
    DataSpace space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
    return space.getType() == NULL_SPACE ? new long[1] : space.getMaxSizes().clone();
  }

  Hdf5Dataset dataset(Hdf5Dataset.Lazy<Map<String, Hdf5Attribute>> attributes) throws IOException {
    Hdf5Type type = type();
    long[] extents = extents();
    long[] maxExtents = maxExtents();
    return new Hdf5Dataset(
        file,
        place,
        type,
        extents,
        fill(type),
        () -> new StorageReader(file, place, extents, maxExtents, type.size()).read(header),
        attributes);
  }

  private byte[] fill(Hdf5Type type) {
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
    List<AttributeMessage> messages = new ArrayList<>();
    if (header.hasMessageOfType(AttributeInfoMessage.class)) {
      AttributeInfoMessage info = header.getMessageOfType(AttributeInfoMessage.class);
      if (!file.isUndefined(info.getFractalHeapAddress())) {
        FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
        BTreeV2<AttributeNameForIndexedAttributesRecord> index =
            new BTreeV2<>(storage, info.getAttributeNameBTreeAddress());
        for (AttributeNameForIndexedAttributesRecord attribute : index.getRecords()) {
          ByteBuffer bytes = heap.getId(attribute.getHeapId());
          messages.add(new AttributeMessage(bytes, storage, attribute.getFlags()));
        }
      }
    }
    messages.addAll(header.getMessagesOfType(AttributeMessage.class));
    Map<String, Hdf5Attribute> attributes = new LinkedHashMap<>();
    for (AttributeMessage message : messages) {
      attributes.put(message.getName(), attribute(message));
    }
    return attributes;
  }

  private Hdf5Attribute attribute(AttributeMessage message) throws IOException {
    String name = message.getName();
    Hdf5Type type = TypeReader.translate(message.getDataType());
    DataSpace space = message.getDataSpace();
    ByteBuffer bytes = space.getType() == NULL_SPACE ? null : message.getDataBuffer();
    long count = bytes == null ? 0 : space.getTotalLength();
    String where = place + " attribute " + name;
    if (count < 0 || count > MAX_ATTRIBUTE_BYTES || count * type.size() > MAX_ATTRIBUTE_BYTES) {
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
