/**
 * Turns what hands do on a panel into calls of its viewer: drags, pinches, wheel, keys.
 *
 * A drag changes the window, or moves the picture if the viewer says so, with Shift, or with the
 * middle button; near the divider it moves that. Touch leaves vertical strokes to the page until
 * the picture is zoomed.
 */
function listenToGestures(panel, viewer) {
  const canvas = panel.canvas;
  const pointers = new Map();
  let drag = null;

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 1) {
      return;
    }
    pointers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
    const moves = event.shiftKey || event.button === 1 || viewer.dragMoves
      || (event.pointerType === "touch" && viewer.view.zoom > 1);
    drag = {
      kind: viewer.isOnDivider(panel, event) ? "divider" : moves ? "move" : "window",
      x: event.clientX,
      y: event.clientY,
    };
    if (event.pointerType !== "touch") {
      event.preventDefault();
      canvas.focus({preventScroll: true});
    }
  });

  canvas.addEventListener("pointermove", (event) => {
    viewer.readAt(panel.point(event, viewer.view));
    if (!pointers.has(event.pointerId)) {
      canvas.style.cursor = viewer.isOnDivider(panel, event) ? "ew-resize" : "";
      return;
    }
    if (pointers.size === 2) {
      pinch(event);
    } else if (drag !== null) {
      follow(event);
    }
    pointers.set(event.pointerId, event);
  });

  function follow(event) {
    const box = canvas.getBoundingClientRect();
    const right = (event.clientX - drag.x) / box.width;
    const down = (event.clientY - drag.y) / box.height;
    if (drag.kind === "divider") {
      viewer.setDivider((event.clientX - box.left) / box.width);
    } else if (drag.kind === "move") {
      viewer.moveBy(-right / viewer.view.zoom, -down / viewer.view.zoom);
    } else {
      viewer.windowBy(right, down);
    }
    drag.x = event.clientX;
    drag.y = event.clientY;
  }

  function pinch(event) {
    const [other] = [...pointers.values()].filter((p) => p.pointerId !== event.pointerId);
    const before = pointers.get(event.pointerId);
    const distance = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY);
    const middle = {
      clientX: (event.clientX + other.clientX) / 2,
      clientY: (event.clientY + other.clientY) / 2,
    };
    viewer.zoomBy(distance(event) / Math.max(1, distance(before)),
      panel.point(middle, viewer.view));
  }

  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      drag = null;
    });
  }
  canvas.addEventListener("pointerleave", () => viewer.readAt(null));
  canvas.addEventListener("dblclick", () => viewer.fit());
  canvas.addEventListener("wheel", (event) => {
    if (document.activeElement === canvas || event.ctrlKey) {
      event.preventDefault();
      const lines = event.deltaMode === 0 ? event.deltaY / 40 : event.deltaY;
      viewer.zoomBy(Math.pow(1.1, -Math.max(-5, Math.min(5, lines))),
        panel.point(event, viewer.view));
    }
  }, {passive: false});
  canvas.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && viewer.key(event.key)) {
      event.preventDefault();
    }
  });
}
