let context: AudioContext | undefined;

/** Two short soft tones: an answer is there. Silent where the browser allows no sound yet. */
export function chime(): void {
  try {
    context ??= new AudioContext();
    const { currentTime, destination } = context;
    [660, 880].forEach((frequency, at) => {
      const [tone, gain] = [
        new OscillatorNode(context as AudioContext, { frequency }),
        (context as AudioContext).createGain(),
      ];
      const from = currentTime + at * 0.12;
      gain.gain.setValueAtTime(0.0001, from);
      gain.gain.exponentialRampToValueAtTime(0.08, from + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, from + 0.2);
      tone.connect(gain).connect(destination);
      tone.start(from);
      tone.stop(from + 0.22);
    });
  } catch {
    // No device, or not allowed: the badge says it as well.
  }
}
