// Back, play, on: the same as the keys of the picture.
import { IconButton } from "../components/icon-button.tsx";
import type { Move } from "./steps.ts";
import styles from "./timeline.module.css";

interface ControlsProps {
  position: string;
  isPlaying: boolean;
  onMove: (by: Move) => void;
  onPlay: () => void;
}

export function Controls({ position, isPlaying, onMove, onPlay }: ControlsProps) {
  return (
    <div className={styles.controls}>
      <span className={styles.position}>{position}</span>
      <IconButton
        variant="plain"
        size="sm"
        label="One step back"
        shortcut="Left"
        icon={icons.back}
        onClick={() => onMove("previous")}
      />
      <IconButton
        variant="plain"
        size="sm"
        label={isPlaying ? "Pause" : "Play the steps"}
        shortcut="Space"
        icon={isPlaying ? icons.pause : icons.play}
        onClick={onPlay}
      />
      <IconButton
        variant="plain"
        size="sm"
        label="One step on"
        shortcut="Right"
        icon={icons.on}
        onClick={() => onMove("next")}
      />
    </div>
  );
}

const icons = {
  back: icon("M7.5 2 3 6l4.5 4M3 6"),
  on: icon("M4.5 2 9 6l-4.5 4"),
  play: icon("M3.5 2v8l6-4z", true),
  pause: icon("M3 2h2v8H3zM7 2h2v8H7z", true),
};

function icon(path: string, filled = false) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={path}
        fill={filled ? "currentColor" : "none"}
        stroke={filled ? "none" : "currentColor"}
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
