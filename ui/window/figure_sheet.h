#pragma once

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui::window {

class GlobePane;

/// A figure of what the globe shows: size, title and caption with a live preview; saved as PNG or copied.
class FigureSheet : public QDialog {
    Q_OBJECT
public:
    FigureSheet(const GlobePane& pane, QWidget* parent);

    [[nodiscard]] QSize size() const;
    [[nodiscard]] QImage picture(QSize size) const;
    /// Asks for a name, then writes.
    void save();

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const QString& message, const QString& hint);

private:
    void build();
    void preview();
    void write(const QString& path);

    const GlobePane& pane_;
    QComboBox *sizes_, *grounds_;
    QLineEdit *title_, *subtitle_, *caption_;
    QLabel* preview_;
    QTimer later_;
};

}  // namespace ui::window
