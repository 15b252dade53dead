#include "ui/panel/strength_control.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>
#include <cmath>

namespace ui::panel {

namespace {

constexpr int ticks = 1000;
constexpr double highest = 4;
constexpr double base = 9;
constexpr double highestExact = 100;

}  // namespace

double strengthFromPosition(double position)
{
    return (std::pow(base, std::clamp(position, 0.0, 1.0)) - 1) / 2;
}

double positionFromStrength(double strength)
{
    return std::log(2 * std::clamp(strength, 0.0, highest) + 1) / std::log(base);
}

StrengthControl::StrengthControl(QWidget* parent)
    : QWidget(parent), caption_(new QLabel(this)), slider_(new QSlider(Qt::Horizontal, this)),
      value_(new QDoubleSpinBox(this)), meaning_(new QLabel(this))
{
    setObjectName("strength");
    slider_->setRange(0, ticks);
    slider_->setSingleStep(20);
    slider_->setPageStep(100);
    slider_->setMinimumHeight(26);
    value_->setRange(0, highestExact);
    value_->setDecimals(2);
    value_->setSingleStep(0.1);
    value_->setKeyboardTracking(false);
    value_->setMinimumWidth(72);
    QFont strong = caption_->font();
    strong.setBold(true);
    caption_->setFont(strong);
    meaning_->setForegroundRole(QPalette::PlaceholderText);
    setFocusProxy(slider_);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->addWidget(caption_, 0, 0);
    grid->addWidget(value_, 0, 1);
    grid->addWidget(slider_, 1, 0, 1, 2);
    grid->setRowMinimumHeight(2, fontMetrics().height() + 2);
    grid->addWidget(meaning_, 3, 0, 1, 2);
    grid->setColumnStretch(0, 1);

    connect(slider_, &QSlider::valueChanged, this, [this](int tick) {
        const QSignalBlocker silent(value_);
        value_->setValue(strengthFromPosition(static_cast<double>(tick) / ticks));
        say();
        Q_EMIT strengthEdited(strength());
    });
    connect(value_, &QDoubleSpinBox::valueChanged, this, [this](double strength) {
        const QSignalBlocker silent(slider_);
        slider_->setValue(static_cast<int>(std::lround(positionFromStrength(strength) * ticks)));
        say();
        Q_EMIT strengthEdited(strength);
    });
    setStrength(1);
    retranslate();
}

double StrengthControl::strength() const
{
    return value_->value();
}

void StrengthControl::setStrength(double strength)
{
    if (slider_->isSliderDown()) {
        return;
    }
    const QSignalBlocker silentSlider(slider_);
    const QSignalBlocker silentValue(value_);
    value_->setValue(strength);
    slider_->setValue(static_cast<int>(std::lround(positionFromStrength(strength) * ticks)));
    say();
}

void StrengthControl::say()
{
    const double s = strength();
    const QLocale words = locale();
    if (s == 0) {
        meaning_->setText(tr("Observations ignored: the prior alone"));
    } else {
        const QString said = tr("σₒ/√s = %1 σₒ").arg(words.toString(1 / std::sqrt(s), 'f', 2));
        const bool bayes = std::abs(s - 1) < 0.005;
        meaning_->setText(said + ": " + (bayes ? tr("Bayes") : s > 1 ? tr("fits closer") : tr("fits looser")));
    }
    slider_->setAccessibleDescription(meaning_->text());
}

void StrengthControl::retranslate()
{
    caption_->setText(tr("Guidance strength"));
    setAccessibleName(tr("Guidance strength"));
    slider_->setAccessibleName(tr("Guidance strength"));
    value_->setAccessibleName(tr("Exact guidance strength"));
    setToolTip(tr("How hard the observations pull: 0 is the prior, 1 is Bayes, more over-fits."));
    say();
}

void StrengthControl::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void StrengthControl::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, nullptr, slider_);
    const double left = slider_->x() + handle / 2.0;
    const double span = slider_->width() - handle;
    const int top = slider_->geometry().bottom() + 1;
    const std::pair<double, QString> marks[] = {
        {0, "0"}, {0.25, "¼"}, {0.5, "½"}, {1, tr("1 Bayes")}, {2, "2"}, {4, "4"}};
    QFont font = painter.font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    for (const auto& [strength, text] : marks) {
        font.setBold(strength == 1);
        painter.setFont(font);
        const double x = left + positionFromStrength(strength) * span;
        painter.setPen(palette().color(strength == 1 ? QPalette::WindowText : QPalette::PlaceholderText));
        painter.drawLine(QPointF(x, top - 3), QPointF(x, top));
        const int half = painter.fontMetrics().horizontalAdvance(text) / 2 + 1;
        const double centre = std::clamp<double>(x, slider_->x() + half, slider_->geometry().right() - half);
        painter.drawText(QRectF(centre - half, top, 2.0 * half, painter.fontMetrics().height()), Qt::AlignCenter,
                         text);
    }
}

}  // namespace ui::panel
