import type { AssistantValue } from '../../src-shared/commands.ts';
import type { AssistantSetting, AssistantState } from '../../src-shared/overlay-state.ts';
import { settingSlot, wish } from './commands.ts';
import type { Model } from './model.ts';

/** Return the name, version, volume and settings of the assistant on the socket; null if it has made no offer. */
export function assistantState(model: Model): AssistantState | null {
  const { offer, report } = model;
  if (offer === null || model.transport !== 'socket') return null;
  const volume = wish(model, 'set_volume');
  const muted = wish(model, 'set_muted');
  return {
    name: offer.name,
    version: offer.version,
    volume: volume?.command === 'set_volume' ? volume.args.level : (report?.volume ?? null),
    muted: muted?.command === 'set_muted' ? muted.args.muted : (report?.muted ?? null),
    settings: offer.settings.map((setting) => asWished(model, setting)),
  };
}

/** Return a setting with another value; null if it can't have it. */
export function withValue(setting: AssistantSetting, value: AssistantValue): AssistantSetting | null {
  switch (setting.type) {
    case 'number':
      return typeof value === 'number' && value >= setting.min && value <= setting.max ? { ...setting, value } : null;
    case 'boolean':
      return typeof value === 'boolean' ? { ...setting, value } : null;
    case 'choice':
      return typeof value === 'string' && setting.choices.some((choice) => choice.value === value)
        ? { ...setting, value }
        : null;
    case 'string':
      return typeof value === 'string' && value.length <= setting.maxLength ? { ...setting, value } : null;
  }
}

function asWished(model: Model, setting: AssistantSetting): AssistantSetting {
  const request = wish(model, settingSlot(setting.key));
  return (request?.command === 'set_setting' && withValue(setting, request.args.value)) || setting;
}
