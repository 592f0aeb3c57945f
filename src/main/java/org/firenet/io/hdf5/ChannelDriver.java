package org.firenet.io.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.hdf5.H5FD_class_t;
import org.bytedeco.hdf5.H5FD_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.CLongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets HDF5's library write through Java, so that it opens no file itself. To be used under {@link
 * NativeLibrary#LOCK} only.
 */
final class ChannelDriver {
  /** Feature flags of HDF5's drivers: gather small pieces, be compatible with the default. */
  private static final long FEATURES = 0x801F;

  private static final long MAX_BYTES = Long.MAX_VALUE;
  private static final int MAX_STRUCT_BYTES = 1024;
  private static final int MEMORY_TYPES = 7;
  private static final int METADATA = 1;
  private static final int RAW_DATA = 3;
  private static final int GLOBAL_HEAP = 4;

  private static final Map<Long, DrivenFile> FILES = new HashMap<>();
  private static final Map<Long, ByteBuffer> STRUCTS = new HashMap<>();
  private static DrivenFile opening;

  // The library calls these for as long as the JVM runs.
  private static final Open OPEN = new Open();
  private static final Close CLOSE = new Close();
  private static final Query QUERY = new Query();
  private static final Allocated ALLOCATED = new Allocated();
  private static final Allocate ALLOCATE = new Allocate();
  private static final End END = new End();
  private static final Read READ = new Read();
  private static final Write WRITE = new Write();
  private static final Truncate TRUNCATE = new Truncate();
  private static final BytePointer NAME =
      new BytePointer(NativeLibrary.terminated("firenet", StandardCharsets.US_ASCII));
  private static final long DRIVER = register();

  private ChannelDriver() {}

  private static long register() {
    H5FD_class_t driver =
        new H5FD_class_t(new BytePointer(ByteBuffer.allocateDirect(MAX_STRUCT_BYTES)));
    driver.name(NAME).maxaddr(MAX_BYTES).fc_degree(hdf5.H5F_CLOSE_WEAK);
    driver.open(OPEN)._close(CLOSE).query(QUERY);
    driver.get_eoa(ALLOCATED).set_eoa(ALLOCATE).get_eof(END);
    driver.read(READ).write(WRITE).truncate(TRUNCATE);
    for (int type = 0; type < MEMORY_TYPES; type++) {
      driver.fl_map(type, type == RAW_DATA || type == GLOBAL_HEAP ? RAW_DATA : METADATA);
    }
    return hdf5.H5FDregister(driver);
  }

  /** The handle of the driver; negative if the library refused it. */
  static long handle() {
    return DRIVER;
  }

  /** Names the file that the library is about to open, by whatever name. */
  static void expect(DrivenFile file) {
    opening = file;
  }

  /** Memory of the library; what is written at once never fills 2 GiB. */
  private static ByteBuffer buffer(Pointer memory, long bytes) {
    return new BytePointer(memory).capacity(bytes).asByteBuffer();
  }

  private static final class Open extends H5FD_class_t.Open_BytePointer_int_long_long {
    @Override
    public H5FD_t call(BytePointer name, int flags, long access, long mostBytes) {
      ByteBuffer struct = ByteBuffer.allocateDirect(MAX_STRUCT_BYTES);
      H5FD_t file = new H5FD_t(new BytePointer(struct));
      FILES.put(file.address(), opening);
      STRUCTS.put(file.address(), struct);
      return file;
    }
  }

  private static final class Close extends H5FD_class_t.Close_H5FD_t {
    @Override
    public int call(H5FD_t file) {
      FILES.remove(file.address()).close();
      STRUCTS.remove(file.address());
      return 0;
    }
  }

  private static final class Query extends H5FD_class_t.Query_H5FD_t_CLongPointer {
    @Override
    public int call(H5FD_t file, CLongPointer flags) {
      flags.put(FEATURES);
      return 0;
    }
  }

  private static final class Allocated extends H5FD_class_t.Get_eoa_H5FD_t_int {
    @Override
    public long call(H5FD_t file, int type) {
      return FILES.get(file.address()).allocated();
    }
  }

  private static final class Allocate extends H5FD_class_t.Set_eoa_H5FD_t_int_long {
    @Override
    public int call(H5FD_t file, int type, long bytes) {
      FILES.get(file.address()).allocate(bytes);
      return 0;
    }
  }

  private static final class End extends H5FD_class_t.Get_eof_H5FD_t_int {
    @Override
    public long call(H5FD_t file, int type) {
      return FILES.get(file.address()).end();
    }
  }

  private static final class Read extends H5FD_class_t.Read_H5FD_t_int_long_long_long_Pointer {
    @Override
    public int call(H5FD_t file, int type, long how, long place, long bytes, Pointer memory) {
      FILES.get(file.address()).read(place, buffer(memory, bytes));
      return 0;
    }
  }

  private static final class Write extends H5FD_class_t.Write_H5FD_t_int_long_long_long_Pointer {
    @Override
    public int call(H5FD_t file, int type, long how, long place, long bytes, Pointer memory) {
      FILES.get(file.address()).write(place, buffer(memory, bytes));
      return 0;
    }
  }

  private static final class Truncate extends H5FD_class_t.Truncate_H5FD_t_long_boolean {
    @Override
    public int call(H5FD_t file, long how, boolean closing) {
      FILES.get(file.address()).truncate();
      return 0;
    }
  }
}
