package org.firenet.cuda.jcuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceProvider;

/**
 * The GPUs of this machine that CUDA shows. The machine is looked at once; where there is no
 * driver, nothing of JCuda is loaded.
 */
public final class JCudaDevices implements DeviceProvider {
  private static final JCudaDevices INSTANCE = new JCudaDevices();

  private DriverLibrary driver;
  private String reason;
  private List<Device> devices;

  private JCudaDevices() {}

  /** The devices of this process. */
  public static JCudaDevices instance() {
    return INSTANCE;
  }

  @Override
  public synchronized Optional<String> unavailable() {
    probe();
    if (reason == null && devices == null) {
      try {
        devices = open(driver);
      } catch (DeviceException e) {
        reason = "no GPU can be opened: " + e.getMessage();
      }
    }
    return Optional.ofNullable(reason);
  }

  /** Starts the driver; opens no device, which takes memory on it. */
  private void probe() {
    if (driver == null && reason == null) {
      try {
        DriverLibrary started = DriverLibrary.start();
        if (Driver.count() == 0) {
          reason = "the NVIDIA driver finds no GPU";
        } else {
          driver = started;
        }
      } catch (NativeUnavailableException | DeviceException e) {
        reason = e.getMessage();
      } catch (LinkageError e) {
        reason = "the CUDA driver can not be used: " + e;
      }
    }
  }

  /** The classes of JCuda are loaded with this one. */
  private static final class Driver {
    static int count() {
      int[] count = {0};
      DeviceContext.check(
          JCudaDriver.cuDeviceGetCount(count), "cuDeviceGetCount", "", "this machine");
      return count[0];
    }
  }

  static int count() {
    return Driver.count();
  }

  /**
   * The driver, started.
   *
   * @throws DeviceException with the reason, if there is none that works
   */
  static DriverLibrary driver() {
    synchronized (INSTANCE) {
      INSTANCE.probe();
      if (INSTANCE.driver == null) {
        throw new DeviceException("CUDA: " + INSTANCE.reason);
      }
      return INSTANCE.driver;
    }
  }

  /** Version of CUDA that the driver supports, for people; empty without a driver. */
  public synchronized Optional<String> driverVersion() {
    probe();
    return Optional.ofNullable(driver).map(DriverLibrary::text);
  }

  /**
   * The devices that can be opened.
   *
   * @throws DeviceException with the reason, if there are none
   */
  @Override
  public synchronized List<Device> devices() {
    Optional<String> none = unavailable();
    if (none.isPresent()) {
      throw new DeviceException("CUDA: " + none.get());
    }
    return devices;
  }

  @Override
  public Map<String, String> facts() {
    return unavailable().isPresent() ? Map.of() : CudaFacts.of(driver());
  }

  /** A device that another program has for itself is left out. */
  private static List<Device> open(DriverLibrary driver) {
    List<Device> opened = new ArrayList<>();
    DeviceException failure = null;
    for (int i = 0; i < count(); i++) {
      try {
        opened.add(JCudaDevice.ofPrimaryContext(driver, i));
      } catch (DeviceException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (opened.isEmpty() && failure != null) {
      throw failure;
    }
    return List.copyOf(opened);
  }
}
