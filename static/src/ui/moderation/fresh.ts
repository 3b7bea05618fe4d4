/** What the server knows and tells only when it is asked, as long as it is looked at. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { sentenceOf } from "../server.ts";

export interface Fresh<Value> {
  /** Null until it is there. */
  readonly value: Value | null;
  readonly trouble: string;
  /** Asks now. */
  again(): Promise<void>;
}

/** Asked again every `everyMs`, but for a page in the background. `load` is always the same. */
export function useFresh<Value>(load: () => Promise<Value>, everyMs: number): Fresh<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState("");
  const isOpen = useRef(true);

  const again = useCallback(async (): Promise<void> => {
    try {
      const found = await load();
      if (!isOpen.current) return;
      setValue(found);
      setTrouble("");
    } catch (error) {
      if (isOpen.current) setTrouble(sentenceOf(error));
    }
  }, [load]);

  useEffect(() => {
    isOpen.current = true;
    void again();
    const timer = setInterval(() => document.hidden || void again(), everyMs);
    return () => {
      isOpen.current = false;
      clearInterval(timer);
    };
  }, [again, everyMs]);

  return { value, trouble, again };
}
