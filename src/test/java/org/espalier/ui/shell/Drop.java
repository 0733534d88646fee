package org.espalier.ui.shell;

import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.PickResult;
import javafx.scene.input.TransferMode;

/** Files dragged in from outside the program, which a test's mouse cannot do. */
record Drop(List<File> files) {

    static Drop of(Path file) {
        return new Drop(List.of(file.toFile()));
    }

    /** Drags them over a scene and lets go; on the FX thread. Whether the scene would have taken them. */
    boolean onto(Scene scene) throws ReflectiveOperationException {
        Dragboard board = board();
        DragEvent over = event(DragEvent.DRAG_OVER, scene, board);
        Event.fireEvent(scene, over);
        if (!over.isAccepted()) {
            return false;
        }
        Event.fireEvent(scene, event(DragEvent.DRAG_DROPPED, scene, board));
        return true;
    }

    private static DragEvent event(EventType<DragEvent> type, Scene scene, Dragboard board) {
        return new DragEvent(
                scene,
                scene,
                type,
                board,
                200,
                300,
                200,
                300,
                TransferMode.COPY,
                null,
                null,
                new PickResult(scene.getRoot(), 200, 300));
    }

    private Dragboard board() throws ReflectiveOperationException {
        TKClipboard peer = (TKClipboard) Proxy.newProxyInstance(
                Drop.class.getClassLoader(), new Class<?>[] {TKClipboard.class}, (proxy, method, given) -> {
                    boolean asked = given != null && given[0] == DataFormat.FILES;
                    return switch (method.getName()) {
                        case "hasContent" -> asked && !files.isEmpty();
                        case "getContent" -> asked ? files : null;
                        case "getTransferModes" -> EnumSet.of(TransferMode.COPY);
                        case "setSecurityContext" -> null;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
        Constructor<Dragboard> constructor = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
        constructor.setAccessible(true);
        return constructor.newInstance(peer);
    }
}
