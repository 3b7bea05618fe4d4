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

const RETRY_MS = 5_000;

/** Asked again whenever `news` is another number, and after a while when that failed. `load` is always the same. */
export function useFresh<Value>(load: () => Promise<Value>, news: number): Fresh<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState("");
  const asked = useRef(0);

  const again = useCallback(async (): Promise<void> => {
    asked.current += 1;
    const turn = asked.current;
    try {
      const found = await load();
      if (turn !== asked.current) return; // a newer answer is on its way
      setValue(found);
      setTrouble("");
    } catch (error) {
      if (turn === asked.current) setTrouble(sentenceOf(error));
    }
  }, [load]);

  useEffect(() => void again(), [again, news]);

  useEffect(() => {
    if (trouble === "") return;
    const timer = setInterval(() => void again(), RETRY_MS);
    return () => clearInterval(timer);
  }, [again, trouble]);

  useEffect(
    () => () => {
      asked.current += 1; // nobody looks any more
    },
    [],
  );

  return { value, trouble, again };
}
