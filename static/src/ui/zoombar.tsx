/** The bar at the bottom right of the canvas: closer, further, everything. */

import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber, t } from "../core/i18n.ts";
import { keysOf } from "../tools/shortcuts.ts";
import { useUi } from "./context.ts";
import { Icon } from "./icon.tsx";
import { Minimap } from "./rare.ts";

interface ZoomButtonProps {
  readonly icon: string;
  readonly name: string;
  readonly keys: string;
  run(): void;
}

function ZoomButton({ icon, name, keys, run }: ZoomButtonProps): JSX.Element {
  return (
    <button type="button" class="tool" aria-label={name} title={`${name} (${keys})`} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

export function ZoomBar(): JSX.Element {
  const { view, canvas, shell } = useUi();
  const isMapShown = shell.isMapShown.value && !shell.isPhone.value;
  // Drawn again for another percentage only, not whenever the board moves.
  const hundredths = useComputed(() => Math.round(view.camera.value.zoom * 100));
  const percent = `${formatNumber(hundredths.value)}%`;
  return (
    <div class="zoombar" role="group" aria-label={t("Zoom")}>
      {isMapShown && <Minimap />}
      {!shell.isPhone.value && (
        <button
          type="button"
          class="tool"
          aria-label={t("Map of the board")}
          title={t("Map of the board")}
          aria-pressed={isMapShown}
          onClick={() => {
            shell.isMapShown.value = !isMapShown;
          }}
        >
          <Icon name="map" />
        </button>
      )}
      <ZoomButton
        icon="minus"
        name={t("Further away")}
        keys={keysOf("view.further")}
        run={() => canvas.zoomStep(-1)}
      />
      <button
        type="button"
        class="zoom-percent"
        title={t("Actual size")}
        aria-label={t("Zoom %(percent)s. Actual size", { percent })}
        onClick={() => canvas.zoomTo(1)}
      >
        {percent}
      </button>
      <ZoomButton
        icon="plus"
        name={t("Closer")}
        keys={keysOf("view.closer")}
        run={() => canvas.zoomStep(1)}
      />
      <ZoomButton
        icon="maximize"
        name={t("Show everything")}
        keys={keysOf("view.all")}
        run={() => canvas.fit()}
      />
    </div>
  );
}

/** Bottom left: what the keys do. */
export function HelpBar(): JSX.Element {
  const { shell } = useUi();
  const name = t("Keyboard shortcuts");
  return (
    <div class="helpbar">
      <button
        type="button"
        class="tool"
        aria-label={name}
        title={`${name} (?)`}
        onClick={() => {
          shell.dialog.value = { name: "shortcuts" };
        }}
      >
        <Icon name="keyboard" />
      </button>
    </div>
  );
}
