package org.firenet.io.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the names in a group: in a symbol table, in its header, or in a heap. */
final class GroupReader {
  private static final int MAX_LINKS = 1_000_000;
  private static final int CACHED_SOFT_LINK = 2;

  private final FileBytes file;
  private final GuardedStorage storage;

  GroupReader(FileBytes file, GuardedStorage storage) {
    this.file = file;
    this.storage = storage;
  }

  /** Where a name in a group leads. */
  sealed interface Link {
    /** To an object of this file. */
    record Hard(long address) implements Link {}

    /** To a path in this file. */
    record Soft(String target) implements Link {}

    /** Into another file. */
    record External() implements Link {}
  }

  /** Whether an object is a group. */
  static boolean isGroup(ObjectHeader header) {
    return header.hasMessageOfType(SymbolTableMessage.class)
        || header.hasMessageOfType(LinkInfoMessage.class);
  }

  /** The links of a group by name, in the order of the file. */
  Map<String, Link> links(ObjectHeader header) {
    Map<String, Link> links = new LinkedHashMap<>();
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      readSymbolTable(header.getMessageOfType(SymbolTableMessage.class), links);
      return links;
    }
    LinkInfoMessage info = header.getMessageOfType(LinkInfoMessage.class);
    if (file.isUndefined(info.getBTreeNameIndexAddress())) {
      for (LinkMessage message : header.getMessagesOfType(LinkMessage.class)) {
        add(links, message.getLinkName(), link(message));
      }
    } else {
      readHeap(info, links);
    }
    return links;
  }

  private void readSymbolTable(SymbolTableMessage table, Map<String, Link> links) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    for (long address :
        BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, address).getSymbolTableEntries()) {
        Link link =
            entry.getCacheType() == CACHED_SOFT_LINK
                ? new Link.Soft(text(names, entry.getLinkValueOffset()))
                : new Link.Hard(entry.getObjectHeaderAddress());
        add(links, text(names, entry.getLinkNameOffset()), link);
      }
    }
  }

  private static String text(ByteBuffer names, int offset) {
    return Utils.readUntilNull(names.position(offset));
  }

  private void readHeap(LinkInfoMessage info, Map<String, Link> links) {
    BTreeV2<LinkNameForIndexedGroupRecord> index =
        new BTreeV2<>(storage, info.getBTreeNameIndexAddress());
    FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
    for (LinkNameForIndexedGroupRecord link : index.getRecords()) {
      LinkMessage message =
          LinkMessage.fromBuffer(heap.getId(link.getId()), storage.getSuperblock());
      add(links, message.getLinkName(), link(message));
    }
  }

  private static Link link(LinkMessage message) {
    return switch (message.getLinkType()) {
      case HARD -> new Link.Hard(message.getHardLinkAddress());
      case SOFT -> new Link.Soft(message.getSoftLink());
      case EXTERNAL -> new Link.External();
    };
  }

  private static void add(Map<String, Link> links, String name, Link link) {
    links.putIfAbsent(name, link);
    if (links.size() > MAX_LINKS) {
      throw new HdfException("more than " + MAX_LINKS + " names in a group");
    }
  }
}
